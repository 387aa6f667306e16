export const zh = {
  close: '关闭',
  loading: '正在读取…',
  error: '出错了',
  retry: '重试',
  remove: '去掉“{what}”',
  clear: '清除',
  apply: '确定',
  cancel: '取消',
  fold: '收起',
  unfold: '展开',
}

export const en: typeof zh = {
  close: 'Close',
  loading: 'Loading…',
  error: 'Something went wrong',
  retry: 'Try again',
  remove: 'Remove “{what}”',
  clear: 'Clear',
  apply: 'Apply',
  cancel: 'Cancel',
  fold: 'Fold',
  unfold: 'Unfold',
}
