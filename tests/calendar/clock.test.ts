import { expect, test } from 'vitest';
import { addDays, daySpan, isAnniversary, localDateAt, nextDue, nextDueAfterChange } from '../../src/calendar/clock.ts';
import { parseTime } from '../../src/calendar/times.ts';
import { listZones } from '../../src/calendar/zones.ts';

/** What a clock in the zone shows when the post is due. */
function dueClock(zone: string, time: string, after: string): string {
  const { dueAtMs, localDate } = nextDue({ zone, time, afterMs: Date.parse(after) });
  expect(localDateAt(dueAtMs, zone)).toBe(localDate);
  return Temporal.Instant.fromEpochMilliseconds(dueAtMs)
    .toZonedDateTimeISO(zone)
    .toString({ smallestUnit: 'minute', timeZoneName: 'never' });
}

for (const [what, zone, time, after, expected] of [
  ['an ordinary day', 'Europe/Riga', '21:14', '2026-11-22T10:00:00Z', '2026-11-22T21:14+02:00'],
  ['exactly now means tomorrow', 'Europe/Riga', '12:00', '2026-11-22T10:00:00Z', '2026-11-23T12:00+02:00'],
  ['New York skips 02:00 to 03:00', 'America/New_York', '02:30', '2027-03-14T05:00:00Z', '2027-03-14T03:00-04:00'],
  ['New York after that day', 'America/New_York', '02:30', '2027-03-14T07:00:00Z', '2027-03-15T02:30-04:00'],
  ['Lord Howe skips half an hour', 'Australia/Lord_Howe', '02:15', '2026-10-03T10:00:00Z', '2026-10-04T02:30+11:00'],
  ['Santiago skips midnight', 'America/Santiago', '00:00', '2026-09-05T12:00:00Z', '2026-09-06T01:00-03:00'],
  ['Cairo skips midnight', 'Africa/Cairo', '00:30', '2026-04-23T10:00:00Z', '2026-04-24T01:00+03:00'],
  ['Nuuk skips the end of the date', 'America/Nuuk', '23:30', '2027-03-27T12:00:00Z', '2027-03-27T22:59-02:00'],
  ['Scoresbysund skips the end of the date', 'America/Scoresbysund', '23:30', '2027-03-27T12:00:00Z', '2027-03-27T22:59-02:00'],
  ['Nuuk on the next date', 'America/Nuuk', '23:30', '2027-03-28T00:59:00Z', '2027-03-28T23:30-01:00'],
  ['New York repeats 01:00 to 02:00: the first', 'America/New_York', '01:30', '2026-11-01T04:00:00Z', '2026-11-01T01:30-04:00'],
  ['New York between the two', 'America/New_York', '01:30', '2026-11-01T05:45:00Z', '2026-11-02T01:30-05:00'],
  ['Havana repeats midnight', 'America/Havana', '00:30', '2026-11-01T03:00:00Z', '2026-11-01T00:30-04:00'],
  ['Apia left out 2011-12-30', 'Pacific/Apia', '09:30', '2011-12-29T20:00:00Z', '2011-12-31T09:30+14:00'],
  ['Kwajalein left out 1993-08-21', 'Pacific/Kwajalein', '09:30', '1993-08-20T22:00:00Z', '1993-08-22T09:30+12:00'],
] as const) {
  test(`due: ${what} (${zone} ${time})`, () => {
    expect(dueClock(zone, time, after)).toBe(expected);
  });
}

test('in every zone, through its changes of the clock, each local date is due exactly once', () => {
  const startMs = Date.parse('2026-11-22T00:00:00Z');
  for (const zone of listZones()) {
    const changes: number[] = [];
    let at = Temporal.Instant.fromEpochMilliseconds(startMs).toZonedDateTimeISO(zone).getTimeZoneTransition('next');
    while (at !== null && changes.length < 4) {
      changes.push(at.epochMilliseconds);
      at = at.getTimeZoneTransition('next');
    }
    for (const changeMs of changes.length === 0 ? [startMs] : changes) {
      for (const time of ['00:00', '00:30', '02:30', '23:59']) {
        let { dueAtMs, localDate } = nextDue({ zone, time, afterMs: changeMs - 3 * 86_400_000 });
        for (let day = 0; day < 5; day += 1) {
          const next = nextDue({ zone, time, afterMs: dueAtMs });
          expect(`${zone} ${time} ${next.localDate}`).toBe(`${zone} ${time} ${addDays(localDate, 1)}`);
          expect(localDateAt(next.dueAtMs, zone)).toBe(next.localDate);
          ({ dueAtMs, localDate } = next);
        }
      }
    }
  }
});

test('a changed time waits for a date without a post, and does not wait longer', () => {
  const nowMs = Date.parse('2026-11-22T10:00:00Z');
  const plan = { zone: 'Europe/Riga', time: '21:00', nowMs };
  expect(nextDueAfterChange(plan, []).localDate).toBe('2026-11-22');
  const posted = { localDate: '2026-11-22', zone: 'Europe/Riga', postedAtMs: Date.parse('2026-11-22T07:00:00Z') };
  expect(nextDueAfterChange(plan, [posted]).localDate).toBe('2026-11-23');
  // The 22nd of Seoul began on the 21st of New York, so New York's 22nd is still to come.
  const inSeoul = { localDate: '2026-11-22', zone: 'Asia/Seoul', postedAtMs: Date.parse('2026-11-22T00:00:00Z') };
  const moved = nextDueAfterChange({ zone: 'America/New_York', time: '21:00', nowMs: Date.parse('2026-11-22T01:00:00Z') }, [inSeoul]);
  expect(moved).toEqual({ localDate: '2026-11-22', dueAtMs: Date.parse('2026-11-23T02:00:00Z') });
});

test('only chosen days of the week have a post, also over the end of summer time and right after a post', () => {
  const plan = { zone: 'Europe/Riga', time: '09:00', weekdays: [1, 5] };
  const dates: string[] = [];
  let afterMs = Date.parse('2026-10-20T00:00:00Z');
  for (let post = 0; post < 6; post += 1) {
    const due = nextDue({ ...plan, afterMs });
    dates.push(due.localDate);
    afterMs = due.dueAtMs;
  }
  expect(dates).toEqual(['2026-10-23', '2026-10-26', '2026-10-30', '2026-11-02', '2026-11-06', '2026-11-09']);
  const posted = { localDate: '2026-10-23', zone: 'Europe/Riga', postedAtMs: Date.parse('2026-10-23T05:00:00Z') };
  const nowMs = Date.parse('2026-10-23T05:30:00Z');
  expect(nextDueAfterChange({ ...plan, time: '21:00', nowMs }, [posted]).localDate).toBe('2026-10-26');
  expect(() => nextDue({ ...plan, weekdays: [], afterMs })).toThrow(RangeError);
});

test('a local date spans 23, 24 or 25 hours, or starts at 01:00, as its zone says', () => {
  const hours = (localDate: string, zone: string): number => {
    const { startMs, endMs } = daySpan(localDate, zone);
    return (endMs - startMs) / 3_600_000;
  };
  expect([hours('2026-11-22', 'Europe/Riga'), hours('2027-03-28', 'Europe/Riga'), hours('2026-10-25', 'Europe/Riga')]).toEqual([
    24, 23, 25,
  ]);
  expect(daySpan('2026-09-06', 'America/Santiago').startMs).toBe(Date.parse('2026-09-06T04:00:00Z'));
});

test('times are understood as people type them', () => {
  for (const [typed, understood] of [
    ['21:00', '21:00'],
    ['9pm', '21:00'],
    ['9:00 PM', '21:00'],
    ['21.00', '21:00'],
    [' 9 p.m. ', '21:00'],
    ['12am', '00:00'],
    ['12 PM', '12:00'],
    ['0:05', '00:05'],
    ['2100', '21:00'],
    ['21h30', '21:30'],
    ['9.30pm', '21:30'],
    ['noon', '12:00'],
    ['midnight', '00:00'],
    ['９：００', '09:00'],
    ['오후 9시', '21:00'],
    ['午後9時', '21:00'],
    ['午前 9時30分', '09:30'],
    ['21時', '21:00'],
    ['pukul 21.00', '21:00'],
    ['às 21h30', '21:30'],
    ['a las 9 pm', '21:00'],
    ['正午', '12:00'],
    ['오전 9시 30분', '09:30'],
    ['21시', '21:00'],
  ]) {
    expect([typed, parseTime(typed ?? '')]).toEqual([typed, understood]);
  }
});

test('what is no time of day, or could be two, is not guessed', () => {
  for (const typed of ['25:10', '24:00', '13pm', '0am', '9', '9:5', '9:60pm', '-1:00', '21:00:00', '', 'soon', '99999', '21:00 UTC']) {
    expect([typed, parseTime(typed)]).toEqual([typed, null]);
  }
});

test.each([
  ['2020-06-20', '2026-06-20', true],
  ['2020-06-20', '2026-06-21', false],
  ['2020-06-20', '2020-06-20', false],
  ['2020-02-29', '2024-02-29', true],
  ['2020-02-29', '2024-02-28', false],
  ['2020-02-29', '2026-02-28', true],
  ['2020-02-29', '2026-03-01', false],
])('of %s the day %s is an anniversary: %s', (of, localDate, isOne) => {
  expect(isAnniversary(of, localDate)).toBe(isOne);
});
