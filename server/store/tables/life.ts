/** Tables of a case's life. */
export interface LifeTables {}
