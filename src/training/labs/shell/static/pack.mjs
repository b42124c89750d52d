// Packs modules for the browser's Python: each .py becomes its .pyc, made by that same
// Python, so that a learner's machine has nothing to compile.
//   node pack.mjs PYODIDE_FOLDER IN.zip OUT.zip
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [folder, source, target] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`).href);
const pyodide = await loadPyodide({ indexURL: `${folder}/`, stdout: () => {} });
pyodide.FS.writeFile("/in.zip", readFileSync(source));
pyodide.runPython(`
import importlib._bootstrap_external as outside
import zipfile

with zipfile.ZipFile("/in.zip") as given, \\
        zipfile.ZipFile("/out.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as made:
    for entry in given.infolist():
        name, data = entry.filename, given.read(entry)
        if name.endswith(".py"):
            code = compile(data, "/" + name, "exec", dont_inherit=True)
            data = outside._code_to_hash_pyc(code, bytes(8), checked=False)
            name += "c"
        made.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
`);
writeFileSync(target, pyodide.FS.readFile("/out.zip"));
