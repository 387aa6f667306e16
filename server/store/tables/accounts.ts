/** Tables of accounts, sessions, posts and devices. */
export interface AccountTables {}
