import { AppError } from '../../contract/error.ts'

/** Of a case that is not there, and of one that the asker may not know of. */
export function unknownCase(): AppError {
  return new AppError('unknown_case', {
    status: 404,
    say: { zh: '没有这件案件，或不在当前岗位的范围内', en: 'There is no such case, or it lies outside of what your post sees' },
  })
}

export function unknownOrganisation(field: string): AppError {
  return new AppError('unknown_organisation', {
    status: 400,
    field,
    say: { zh: '没有这个机构，或已停用，请从列表中选择', en: 'There is no such organisation, or it is closed: choose one from the list' },
  })
}
