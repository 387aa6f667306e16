import { AppError, type Say } from '../../contract/error.ts'
import { MEETING_BOUNDS, type MeetingDetail } from '../../contract/meetings.ts'

export function bad(field: string, say: Say, code = 'bad_meeting'): AppError {
  return new AppError(code, { status: 400, field, say })
}

export function unknownMeeting(): AppError {
  return new AppError('unknown_meeting', {
    status: 404,
    say: { zh: '没有这次会议，可能已被删除，或不在您的区域；请刷新列表', en: 'There is no such meeting: it was deleted, or lies outside your area. Reload the list' },
  })
}

export function unknownAction(): AppError {
  return new AppError('unknown_action', {
    status: 404,
    say: { zh: '没有这个议定事项，或不在您的区域；请刷新列表', en: 'There is no such action item, or it lies outside your area: reload the list' },
  })
}

/** Minutes speak of cases of many organisations: an organisation that sees its own cases alone does not read them. */
export function notRead(): AppError {
  return new AppError('meetings_not_read', {
    status: 403,
    say: {
      zh: '会议纪要涉及别的单位的案件，调解组织不看；开会情况和本组织要办的议定事项可以看',
      en: 'Minutes speak of cases of others, so a mediator organisation does not read them; it sees when meetings were held, and its own action items',
    },
  })
}

export function changedMeanwhile(current: MeetingDetail): AppError {
  return new AppError('meeting_changed', {
    status: 409,
    more: { current },
    say: {
      zh: '您打开后，别人已经更新了这次会议；您填的内容没有丢，请看过最新情况再保存',
      en: 'Somebody changed this meeting since you opened it. Nothing you typed is lost: look at how it stands now, then save again',
    },
  })
}

export function actionChanged(): AppError {
  return new AppError('action_changed', {
    status: 409,
    say: { zh: '您打开后，别人已经更新了这个事项；请刷新，看过最新情况再保存', en: 'Somebody changed this item since you opened it: reload it, look at how it stands now, then save again' },
  })
}

export function tooMany(): AppError {
  return new AppError('too_many_actions', {
    status: 409,
    say: { zh: `一次会议最多 ${MEETING_BOUNDS.actions} 个议定事项`, en: `A meeting has ${MEETING_BOUNDS.actions} action items at most` },
  })
}

export function twice(): AppError {
  return new AppError('meeting_twice', {
    status: 409,
    field: 'heldOn',
    say: { zh: '这一天的这次会议已经登记过，请打开它修改', en: 'This meeting was entered already for that day: open it and change it' },
  })
}

export function notYours(): AppError {
  return new AppError('meeting_not_yours', {
    status: 403,
    say: { zh: '只有登记它的账号能删除；内容有误请直接修改', en: 'Only the account that entered it may delete it: change what is wrong instead' },
  })
}

export function hasResults(): AppError {
  return new AppError('meeting_has_results', {
    status: 409,
    say: { zh: '这次会议有已经办结的议定事项，不能删除；内容有误请直接修改', en: 'Some of its action items are finished, so it cannot be deleted: change what is wrong instead' },
  })
}
