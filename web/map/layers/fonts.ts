/** Fonts of the system, as everywhere in the product: labels are drawn on this machine. */
export const FAMILIES = ['PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC']

/** MapLibre reads the weight of a local font from the first name of the stack, whether that font exists or not. */
export const SEMI_BOLD = ['Fengtu Semi Bold', ...FAMILIES]
