/** Says what is wrong with a schedule. Shares no code with the scheduler, only the shape of its data. */

interface Piece {
  readonly days: number;
  readonly after: readonly number[];
  readonly demands: readonly { readonly resource: number; readonly amount: number }[];
  readonly besides?: readonly {
    readonly resource: number;
    readonly amount: number;
    readonly stretches: (start: number) => readonly { readonly start: number; readonly finish: number }[];
  }[];
  readonly calendar: { readonly next: (day: number) => number; readonly finish: (day: number) => number } | null;
  readonly fixed: number | null;
  readonly notBefore: number;
}
interface Task {
  readonly activities: readonly Piece[];
  readonly capacities: readonly number[];
  readonly horizon: number;
}

/** Every violated constraint in words; empty where the schedule is feasible. Days of a fixed start kept count against no capacity. */
export function violations(
  task: Task,
  dates: readonly ({ readonly start: number; readonly finish: number } | null)[],
): string[] {
  const wrong: string[] = [];
  if (dates.length !== task.activities.length) wrong.push('a date is missing');
  task.activities.forEach((piece, index) => {
    const date = dates[index];
    if (date === null || date === undefined) return;
    const { start, finish } = date;
    if (!Number.isInteger(start) || !Number.isInteger(finish)) wrong.push(`${index}: not whole days`);
    if (finish > task.horizon) wrong.push(`${index}: ends on ${finish}, beyond the horizon`);
    for (const before of piece.after) {
      const other = dates[before];
      if (other === null || other === undefined)
        wrong.push(`${index}: waits for ${before}, which is beyond the horizon`);
      else if (other.finish >= start) wrong.push(`${index}: starts on ${start}, but ${before} ends on ${other.finish}`);
    }
    if (piece.fixed === start) return;
    if (piece.fixed !== null && start < piece.fixed) wrong.push(`${index}: before its fixed start`);
    if (start < 0 || start < piece.notBefore) wrong.push(`${index}: starts too early`);
    if (piece.calendar === null) {
      if (finish - start + 1 !== piece.days)
        wrong.push(`${index}: takes ${finish - start + 1} days instead of ${piece.days}`);
    } else {
      if (piece.calendar.next(start) !== start) wrong.push(`${index}: may not start on ${start}`);
      if (piece.calendar.finish(start) !== finish)
        wrong.push(`${index}: started on ${start}, it ends on ${piece.calendar.finish(start)}`);
    }
  });
  task.capacities.forEach((capacity, resource) => {
    const load = new Map<number, { free: number; fixed: number }>();
    task.activities.forEach((piece, index) => {
      const date = dates[index];
      if (date === null || date === undefined) return;
      const add = (amount: number, from: number, to: number) => {
        for (let day = from; day <= to && amount > 0; day++) {
          const sum = load.get(day) ?? { free: 0, fixed: 0 };
          if (piece.fixed === date.start) sum.fixed += amount;
          else sum.free += amount;
          load.set(day, sum);
        }
      };
      add(piece.demands.find((demand) => demand.resource === resource)?.amount ?? 0, date.start, date.finish);
      for (const { resource: other, amount, stretches } of piece.besides ?? []) {
        if (other !== resource) continue;
        for (const { start, finish } of stretches(date.start)) {
          add(amount, Math.max(0, start), Math.min(task.horizon, finish));
        }
      }
    });
    for (const [day, { free, fixed }] of load) {
      if (free > 0 && free + fixed > capacity)
        wrong.push(`resource ${resource}: ${free + fixed} of ${capacity} on day ${day}`);
    }
  });
  return wrong;
}
