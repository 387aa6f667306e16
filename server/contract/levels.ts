export { isLevel, LEVEL_LABELS, LEVELS, type Level } from '../../geodata/place/level.ts'
