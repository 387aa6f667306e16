declare const brand: unique symbol

/** Makes two strings of different meaning different types; see style habit "ids are branded". */
export type Brand<Name extends string> = { readonly [brand]: Name }
