/** The scheduler against the 480 problems of PSPLIB J30, whose optima are known. Warm: all are solved once before they are timed. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { solve } from '../src/scheduling/solve.js';
import { violations } from '../test/helpers/check-schedule.js';
import { readProblem } from './psplib.js';

/**
 * Measures both efforts.
 * @param folder the .sm files and optimum.csv (file,optimum)
 * @returns a Markdown table
 */
export function measureScheduler(folder: string): string {
  const cases = readFileSync(join(folder, 'optimum.csv'), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [file, optimum] = line.split(',');
      return { problem: readProblem(join(folder, file!)), optimum: Number(optimum) };
    });
  const rows = (['normal', 'high'] as const).map((effort) => {
    for (const { problem } of cases) solve(problem, { effort: 'normal', former: null });
    const begun = performance.now();
    const schedules = cases.map(({ problem }) => solve(problem, { effort, former: null }));
    const ms = (performance.now() - begun) / cases.length;
    const above = cases.map(({ optimum }, n) => (schedules[n]!.lastFinish + 1 - optimum) / optimum);
    const wrong = cases.filter(
      ({ problem }, n) =>
        schedules[n]!.dates.includes(null) || violations(problem, schedules[n]!.dates).length > 0 || above[n]! < 0,
    );
    const mean = (100 * above.reduce((sum, one) => sum + one, 0)) / cases.length;
    const optimal = (100 * above.filter((one) => one === 0).length) / cases.length;
    return `| ${effort} | ${mean.toFixed(3)} % | ${optimal.toFixed(1)} % | ${ms.toFixed(2)} | ${wrong.length} |`;
  });
  return [
    `PSPLIB J30, ${cases.length} problems:\n`,
    '| effort | above the optimum, mean | at the optimum | ms a problem | not feasible |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}
