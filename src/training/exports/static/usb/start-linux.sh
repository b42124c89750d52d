#!/bin/sh
# Opens the course. Leave the window open while you work.
cd "$(dirname "$0")" || exit 1
if command -v python3 >/dev/null 2>&1; then
    exec python3 course.pyz "$@"
fi
echo "There is no Python 3 on this computer. The course opens without its labs."
echo "README.txt says more."
exec xdg-open course/index.html
