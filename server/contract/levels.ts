export { LEVELS } from '../../geodata/place/level.ts'
