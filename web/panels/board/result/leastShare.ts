/** A percentage of fewer cases says more than there is: 1 of 1 is no 100 %. */
export const LEAST_SHARE = 10
