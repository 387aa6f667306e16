import { AppError, type Say } from '../../contract/error.ts'

/** What the file holds cannot be analysed as asked. */
export const refused = (code: string, say: Say): AppError => new AppError(code, { status: 422, say })
