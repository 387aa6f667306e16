/** Cases as three arrays of one length, in any order. */
export interface Events {
  /** number of the area; −1 where a case has no place */
  area: Int32Array
  /** days since 1970-01-01 */
  day: Int32Array
  kind: Uint8Array
}

/** What each day is, as arrays by day from `first` on. */
export interface DayCalendar {
  first: number
  /** 0 Sunday … 6 Saturday */
  weekday: Uint8Array
  /** 0 as its weekday, 1 a weekday off, 2 a Saturday or Sunday that is worked */
  off: Uint8Array
  /** days since the winter solstice, 0 … 365 */
  sunDay: Uint16Array
  /** days from the nearest Spring Festival, negative before it */
  fromSpring: Int16Array
  /** days from the nearest other festival, negative before it */
  fromFestival: Int16Array
}

/** Days from the first to the last, both included. */
export interface Span {
  from: number
  to: number
}
