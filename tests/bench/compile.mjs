// The peer as a whole process: node compile.mjs FOLDER MAIN.typ OUT.pdf FONTFOLDER...
import { createRequire } from 'node:module';
import { writeFileSync } from 'node:fs';

const [folder, main, out, ...fontPaths] = process.argv.slice(2);
const { NodeCompiler } = createRequire(`${folder}/package.json`)('@myriaddreamin/typst-ts-node-compiler');
const compiler = NodeCompiler.create({ workspace: folder, fontArgs: [{ fontPaths }] });
const result = compiler.compile({ mainFilePath: `${folder}/${main}` });
if (result.hasError()) {
    result.printErrors();
    process.exit(1);
}
writeFileSync(out, compiler.pdf(result.result, { creationTimestamp: 0 }));
