@echo off
rem Opens the course. Leave the window open while you work.
cd /d "%~dp0"
py -3 -c "" >nul 2>nul && (py -3 course.pyz & goto end)
python -c "" >nul 2>nul && (python course.pyz & goto end)
echo There is no Python on this computer. The course opens without its labs.
echo README.txt says more.
start "" "%~dp0course\index.html"
:end
pause
