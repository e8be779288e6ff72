/** Family names of two characters: 欧阳兰 is masked as 欧阳*, not as 欧**. */
const doubleSurnames = [
  '欧阳',
  '上官',
  '司马',
  '诸葛',
  '东方',
  '皇甫',
  '尉迟',
  '公孙',
  '慕容',
  '令狐',
  '司徒',
  '夏侯',
]

/** `周玉兰` → `周**`: the family name stays, one star per further character. */
export function maskName(name: string): string {
  const letters = [...name]
  const kept = doubleSurnames.some((surname) => name.startsWith(surname)) && letters.length > 2 ? 2 : 1
  return letters.map((letter, index) => (index < kept ? letter : '*')).join('')
}

/** `11010519491231002X` → `1****************X`: enough to compare with the paper in one's hand, and no more. */
export function maskId(number: string): string {
  return number.length < 4
    ? '****'
    : `${number.slice(0, 1)}${'*'.repeat(number.length - 2)}${number.slice(-1)}`
}
