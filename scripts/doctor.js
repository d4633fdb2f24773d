import { asFailure, runMain } from './lib/failure.js';
import { parts } from './lib/parts.js';

/** `npm run doctor`: what would be taken for each part and what is missing; changes nothing. */
await runMain(async () => {
  let missing = 0;
  for (const [name, part] of Object.entries(parts)) {
    const found = /** @type {{ ready: boolean, missing?: boolean, source: string, why: string }} */ (
      await Promise.resolve(part.find()).catch(asMissing)
    );
    if (found.missing) missing += 1;
    console.log(`${found.missing ? '✗' : found.ready ? '✓' : '+'} ${name.padEnd(18)} ${found.source} — ${found.why}`);
  }
  console.log('\n✓ is there   + npm start or npm test would provide it   ✗ is missing');
  process.exitCode = missing > 0 ? 1 : 0;
});

/** One part that cannot even be looked at must not hide the others. @param {unknown} error */
function asMissing(error) {
  return { ready: false, missing: true, source: 'cannot be looked at', why: asFailure(error).message };
}
