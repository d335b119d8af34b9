/** Made-up problems of the kind a plan of many years has: few hands each, long work, blackouts, windows, weights. */
import type { Activity, WorkCalendar, SchedulingProblem } from '../../src/scheduling/problem.js';

function random(seed: number): () => number {
  let s = seed >>> 0;
  return () => (s = (Math.imul(s, 1664525) + 1013904223) >>> 0) / 4294967296;
}

/** Works on days for which `on` says so; cannot be started on others; `ends`: it may only end on these days. */
export function calendarOf(on: (day: number) => boolean, days: number, horizon: number): WorkCalendar {
  const work = new Int32Array(horizon + 2);
  for (let d = 0; d <= horizon; d++) work[d + 1] = work[d]! + (on(d) ? 1 : 0);
  const finish = (start: number): number => {
    const need = work[start]! + days;
    if (work[horizon + 1]! < need) return Infinity;
    let lo = start,
      hi = horizon + 1;
    while (lo < hi) {
      const mid = (lo + hi) >> 1;
      if (work[mid]! >= need) hi = mid;
      else lo = mid + 1;
    }
    return lo - 1;
  };
  const next = (day: number): number => {
    let d = day;
    while (d <= horizon && !on(d)) d++;
    return d <= horizon ? d : Infinity;
  };
  return { next, finish };
}

export function district(seed: number, count: number): SchedulingProblem {
  const r = random(seed);
  for (let i = 0; i < 5; i++) r();
  const horizon = 365 * (count > 200 ? 10 : 6);
  const roles = 8 + Math.floor(r() * 12);
  const capacities = Array.from({ length: roles }, () => 1 + Math.floor(r() * r() * 3));
  const summerOff = capacities.map(() => r() < 0.35);
  const cache = new Map<string, WorkCalendar>();
  const activities: Activity[] = [];
  for (let i = 0; i < count; i++) {
    const days = 7 * (1 + Math.floor(r() * r() * 16));
    const role = Math.floor(Math.pow(r(), 1.5) * roles);
    const after = new Set<number>();
    const links = Math.floor(r() * 3);
    for (let k = 0; k < links && i > 0; k++) after.add(Math.max(0, i - 1 - Math.floor(r() * 25)));
    let calendar: WorkCalendar | null = null;
    const windowed = r() < 0.08;
    const key = `${summerOff[role]}:${windowed}:${days}`;
    if (summerOff[role] || windowed) {
      calendar = cache.get(key) ?? null;
      if (calendar === null) {
        const off = summerOff[role]!;
        calendar = calendarOf(
          (d) => !(off && d % 365 >= 340) && !(windowed && d % 91 > 60 && days < 50),
          days,
          horizon,
        );
        cache.set(key, calendar);
      }
    }
    activities.push({
      days,
      after: [...after],
      demands: [{ resource: role, amount: 1 }],
      weight: Math.round(100 * r() * (1 + r())) / 100,
      calendar,
      fixed: r() < 0.03 && i < 10 ? Math.floor(r() * 60) : null,
      notBefore: r() < 0.1 ? Math.floor(r() * 365) : 0,
      besides: [],
    });
  }
  return { activities, capacities, horizon };
}
