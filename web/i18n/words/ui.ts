export const zh = {
  close: '关闭',
  loading: '正在读取…',
  retry: '重试',
  remove: '去掉“{what}”',
  fold: '收起',
  unfold: '展开',
  show: '显示{what}',
  showShort: '显示',
  hide: '隐藏{what}',
  hideShort: '隐藏',
}

export const en: typeof zh = {
  close: 'Close',
  loading: 'Loading…',
  retry: 'Try again',
  remove: 'Remove “{what}”',
  fold: 'Fold',
  unfold: 'Unfold',
  show: 'Show: {what}',
  showShort: 'Show',
  hide: 'Hide: {what}',
  hideShort: 'Hide',
}
