import { saysRoom } from './room-words'

const LABEL = '锦和苑 3 号楼 2 单元 501'

test.each([
  ['锦和苑 3 号楼 2 单元 501', true],
  ['锦和苑3号楼2单元501室', true],
  ['锦和苑 3-2-501', true],
  ['3-2-501', true],
  ['３号楼２单元５０１', true],
  ['501', false],
  ['3-2-502', false],
  ['清河新村 3-2-501', false],
  ['', false],
])('%s means the room: %p', (typed, fits) => {
  expect(saysRoom(typed, LABEL)).toBe(fits)
})
