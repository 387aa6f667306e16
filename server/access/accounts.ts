import { anyAccount, type On } from '../store/accounts.ts'

/** No account of a person was ever made. */
export async function isEmpty(on: On): Promise<boolean> {
  return !(await anyAccount(on))
}
