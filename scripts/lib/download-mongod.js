import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MongoBinary } from 'mongodb-memory-server-core/lib/util/MongoBinary.js';

/** `node download-mongod.js FOLDER`: fetches a mongod into the folder and notes its path there. */
const folder = process.argv[2] ?? '';
mkdirSync(folder, { recursive: true });
const path = await MongoBinary.getPath({ downloadDir: folder });
writeFileSync(join(folder, 'path'), path);
console.log(path);
