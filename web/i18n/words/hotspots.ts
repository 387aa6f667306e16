export const zh = {
  cancelled: '已取消，图上仍是件数',
}

export const en: typeof zh = {
  cancelled: 'Cancelled: the map shows plain counts',
}
