/** When work can happen: earliest dates by what must be finished first. Knows nothing of conditions or answers. */

/** A piece of work to be placed in time. Days count from 0. */
export interface Activity {
  readonly id: string;
  /** How long it takes, one day or more. */
  readonly days: number;
  /** Ids of the activities that must be finished first. Those that are not in the list do not count. */
  readonly after: readonly string[];
  /** It does not start before this day. */
  readonly notBefore: number;
  /** It has started on this day, before 0 perhaps, whatever else is said. */
  readonly startedOn: number | null;
  /** It never starts. */
  readonly blocked: boolean;
}

/** First and last day, both included; null where the activity, or one that it waits for, never starts. */
export type Dates = { readonly start: number; readonly finish: number } | null;

/**
 * Places each activity as early as what it waits for allows.
 * @param activities in any order; their `after` forms no circle
 * @returns the dates by id
 */
export function scheduleEarliest(activities: readonly Activity[]): Map<string, Dates> {
  const dates = new Map<string, Dates>();
  for (const activity of sortByPrecedence(activities)) dates.set(activity.id, placeEarliest(activity, dates));
  return dates;
}

function placeEarliest(activity: Activity, dates: ReadonlyMap<string, Dates>): Dates {
  if (activity.startedOn !== null) {
    // Work that has begun goes on at least until the first day of the plan.
    return { start: activity.startedOn, finish: Math.max(0, activity.startedOn + activity.days - 1) };
  }
  if (activity.blocked) return null;
  let start = activity.notBefore;
  for (const id of activity.after) {
    const first = dates.get(id);
    if (first === null) return null;
    if (first !== undefined) start = Math.max(start, first.finish + 1);
  }
  return { start, finish: start + activity.days - 1 };
}

/** The activities so that each stands after those that it waits for; otherwise in the order given. */
function sortByPrecedence(activities: readonly Activity[]): Activity[] {
  const byId = new Map(activities.map((activity) => [activity.id, activity]));
  const sorted: Activity[] = [];
  const seen = new Set<string>();
  for (const start of activities) {
    // Depth first with a stack of its own: chains can be thousands long.
    const open = [{ activity: start, next: 0 }];
    while (open.length > 0) {
      const top = open.at(-1)!;
      if (top.next === 0 && seen.has(top.activity.id)) {
        open.pop();
        continue;
      }
      seen.add(top.activity.id);
      const first = byId.get(top.activity.after[top.next++] ?? '');
      if (first !== undefined) {
        if (!seen.has(first.id)) open.push({ activity: first, next: 0 });
      } else if (top.next > top.activity.after.length) {
        sorted.push(top.activity);
        open.pop();
      }
    }
  }
  return sorted;
}
