import { Failure } from './failure.js';

/** @typedef {import('./processes.js').Service} Service */

/**
 * Waits for the answer of a process that was just started; fails in words when it ends or stays silent.
 * @template T
 * @param {Service} service @param {Promise<T>} answer @param {number} patienceMs
 * @returns {Promise<T>}
 */
export function untilAnswers(service, answer, patienceMs) {
  return new Promise((resolve, reject) => {
    const fail = (/** @type {string} */ message) => {
      const facts = { command: service.command, tail: service.tail(), todo: `look at .data/logs/${service.name}.log` };
      reject(new Failure(`${service.name} ${message}`, facts));
    };
    const timer = setTimeout(() => fail(`gives no answer for ${patienceMs / 1000} s`), patienceMs);
    // Its last lines may arrive after its end.
    void service.exited.then((code) => setTimeout(() => fail(`ended with ${code} while starting`), 100));
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
