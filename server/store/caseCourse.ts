/**
 * What a case has been through, as conditions on its row of `dispute`, true, false or unknown. A state that presupposes it
 * says it, too, for ledgers often tell the state alone.
 */
export const AGREED = "agreement IS NOT NULL OR state IN ('agreed', 'performing', 'confirming')"
export const FOLLOWED = "followed_up OR state = 'followed_up'"
