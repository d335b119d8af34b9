/** Reads PSPLIB's single-mode problems (.sm). */
import { readFileSync } from 'node:fs';
import type { SchedulingProblem } from '../src/scheduling/problem.js';

export function readProblem(file: string): SchedulingProblem {
  const text = readFileSync(file, 'utf8');
  const section = (title: string): number[][] => {
    const lines = text.slice(text.indexOf(title)).split('\n').slice(1);
    const rows: number[][] = [];
    for (const line of lines) {
      if (line.startsWith('***')) break;
      const numbers = line.trim().split(/\s+/).map(Number);
      if (numbers.every((number) => Number.isInteger(number)) && line.trim() !== '') rows.push(numbers);
    }
    return rows;
  };
  const successors = section('PRECEDENCE RELATIONS:');
  const requests = section('REQUESTS/DURATIONS:');
  const capacities = section('RESOURCEAVAILABILITIES:').at(-1)!;
  const horizon = Number(/horizon\s*:\s*(\d+)/.exec(text)![1]);
  const count = requests.length - 2;
  const after = Array.from({ length: count }, (): number[] => []);
  for (const [job, , , ...next] of successors) {
    for (const other of next) if (job! > 1 && other < count + 2) after[other - 2]!.push(job! - 2);
  }
  return {
    horizon: horizon - 1,
    capacities,
    activities: requests.slice(1, -1).map(([, , days, ...amounts], index) => ({
      days: days!,
      after: after[index]!,
      demands: amounts.map((amount, resource) => ({ resource, amount })).filter(({ amount }) => amount > 0),
      besides: [],
      weight: 0,
      calendar: null,
      fixed: null,
      notBefore: 0,
    })),
  };
}
