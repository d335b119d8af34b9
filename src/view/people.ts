/** Who has how much to do, what is too much, and what may end to make room. */
import { addDays, addMonths } from '../text/dates.js';
import { MOST_NAMED, type Names } from './names.js';
import type { PeopleView } from './view.js';
import { capitalize, count, formatMonths, formatShare, joinSome, joinWords } from '../text/words.js';

const QUARTERS = 4;

export function viewPeople(names: Names): PeopleView {
  const { plan, framework } = names;
  const busy = plan.people.filter(({ load }) => load.some(({ most }) => most > 0));
  const quarterOf = (n: number) =>
    formatMonths(addMonths(plan.start, 3 * n), addDays(addMonths(plan.start, 3 * (n + 1)), -1));
  const later = [...plan.actions, ...plan.later];
  return {
    years: Array.from({ length: plan.years }, (_, year) => ({
      title: `Year ${year + 1}`,
      rows: busy
        .map(({ roles, load }) => ({ roles, quarters: load.slice(year * QUARTERS, (year + 1) * QUARTERS) }))
        .filter(({ quarters }) => quarters.some(({ most }) => most > 0))
        .map(({ roles, quarters }) => ({
          name: names.role(roles[0]!),
          quarters: quarters.map(({ weeks, room }) =>
            weeks === 0 ? '–' : room === 0 ? 'more than there is time for' : formatShare(weeks / room),
          ),
        })),
    })).filter(({ rows }) => rows.length > 0),
    overloads: busy.flatMap(({ roles, capacity, load }) =>
      load.flatMap(({ most }, n) =>
        most > capacity
          ? [
              `${names.role(roles[0]!)}, ${quarterOf(n)}: ${count(most, 'action')} at a time, where ${capacity === 0 ? 'there is nobody' : `${capacity} can be carried`}.`,
            ]
          : [],
      ),
    ),
    vacant: framework.roles.flatMap(({ id }) => {
      const waiting = later.filter(({ heldUp, id: action }) => {
        return heldUp?.kind === 'nobody' && names.action(action).owner === id;
      });
      const titles = [...new Set(waiting.map((action) => names.quoted(action.id)))];
      if (titles.length === 0) return [];
      const state = names.isHeld(id) ? 'This post is vacant' : 'Nobody holds this role';
      return [
        `${names.role(id)}. ${state}; until somebody is named, ${titles.length === 1 ? 'this waits' : 'these wait'}: ${joinSome(titles, MOST_NAMED)}.`,
      ];
    }),
    several: plan.people.flatMap(({ roles }) =>
      roles.length > 1
        ? [`${names.role(roles[0]!)}: also ${joinWords(roles.slice(1).map((role) => names.role(role)))}.`]
        : [],
    ),
    responsibilities: names.firstYear().map((planned) => {
      const { helps, asked, told } = names.others(names.action(planned.id));
      const list = (people: readonly string[]) => joinSome(people, MOST_NAMED) || '–';
      return {
        title: names.title(planned.key),
        owner: names.owner(planned),
        helps: list(helps),
        asked: list(asked),
        told: list(told),
      };
    }),
    stops: plan.priorities
      .filter(({ inFocus }) => inFocus)
      .map(({ condition }) => names.condition(condition))
      .filter(({ stopDoing }) => stopDoing.length > 0)
      .map(({ name, stopDoing }) => ({ condition: capitalize(name), things: stopDoing })),
  };
}
