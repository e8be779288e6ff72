import { ownersRoll, type OwnedRoom } from './owners-roll.rules'

describe('domain-facts §1.6: denominators', () => {
  const room = (roomId: string, areaHundredths: number, ...ownerIds: string[]): OwnedRoom => ({
    roomId,
    areaHundredths,
    isParking: false,
    delivery: 'delivered',
    ownerIds,
  })
  const unsold = (roomId: string): OwnedRoom => ({ ...room(roomId, 8000), delivery: 'unsold' })
  const undelivered = (roomId: string, owner: string): OwnedRoom => ({
    ...room(roomId, 8500, owner),
    delivery: 'undelivered',
  })
  const estate: readonly OwnedRoom[] = [
    room('01', 9000, '甲'),
    room('02', 6000, '甲'),
    room('03', 10_000, '乙', '丙'),
    unsold('04'),
    unsold('05'),
    unsold('06'),
    undelivered('07', '丁'),
    undelivered('08', '戊'),
    room('09', 11_000, '己'),
    room('10', 7000, '庚'),
  ]
  const usual = { countsParking: true }

  test('ten rooms are 840.00 m² and five heads, not ten and not nine', () => {
    const roll = ownersRoll(estate, usual)
    expect([roll.area, roll.heads]).toEqual([84_000, 5])
    expect(roll.rows.find(({ isDeveloper }) => isDeveloper)).toMatchObject({ area: 41_000, ownerIds: [] })
    expect(roll.rows.find(({ ownerIds }) => ownerIds.includes('甲'))).toMatchObject({ area: 15_000 })
    expect(roll.rows.find(({ ownerIds }) => ownerIds.includes('乙'))).toMatchObject({
      ownerIds: ['丙', '乙'].sort(),
    })
    expect(roll.rows.some(({ ownerIds }) => ownerIds.includes('丁'))).toBe(false)
  })
  test('① once 丁 has moved in there are six heads, and the developer has 325.00 m²', () => {
    const delivered = estate.map((of) =>
      of.roomId === '07' ? { ...of, delivery: 'delivered' as const } : of,
    )
    const roll = ownersRoll(delivered, usual)
    expect([roll.area, roll.heads]).toEqual([84_000, 6])
    expect(roll.rows.find(({ isDeveloper }) => isDeveloper)?.area).toBe(32_500)
  })
  test('② a parking place of 12.50 m² counts as area, except where the city leaves it out', () => {
    const parking = [...estate, { ...room('11', 1250, '甲'), isParking: true }]
    expect(ownersRoll(parking, usual)).toMatchObject({ area: 85_250, heads: 5 })
    expect(ownersRoll(parking, { countsParking: false })).toMatchObject({ area: 84_000, heads: 5 })
  })
  test('⑤ who has lawful possession is an owner like another', () => {
    expect(ownersRoll(estate, usual).rows.some(({ ownerIds }) => ownerIds.includes('庚'))).toBe(true)
  })
  test('the same couple with two rooms is one head; one of them alone is another buyer', () => {
    const rooms = [room('1', 100, '乙', '丙'), room('2', 100, '丙', '乙'), room('3', 100, '乙')]
    expect(ownersRoll(rooms, usual)).toMatchObject({ heads: 2, area: 300 })
  })
  test('a room without a known owner counts in the whole and is named', () => {
    expect(ownersRoll([room('1', 100), room('2', 100)], usual)).toMatchObject({
      heads: 2,
      area: 200,
      ownerless: ['1', '2'],
    })
  })
})
