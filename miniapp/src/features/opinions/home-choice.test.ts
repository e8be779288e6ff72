import { homesOfSubject, homesToOffer, placeFor } from './home-choice'

const own = [{ roomId: 'nod_mine', label: '锦和苑 1 号楼 101' }]
const mother = {
  personId: 'per_mother',
  maskedName: '吴**',
  homes: [{ roomId: 'nod_hers', label: '锦和苑 5 号楼 302' }],
}
const family = { own, principals: [mother] }

describe('homes that are offered as the place', () => {
  it('are the own ones for oneself', () => {
    expect(homesToOffer(family, undefined)).toEqual([{ ...own[0], whose: '我家' }])
  })

  it('begin with the home of whom it is written for, and say whose each is', () => {
    expect(homesToOffer(family, 'per_mother')).toEqual([
      { ...mother.homes[0], whose: '吴**的家' },
      { ...own[0], whose: '我自己家' },
    ])
  })

  it('name a home of both once', () => {
    const together = { own: mother.homes, principals: [mother] }
    expect(homesToOffer(together, 'per_mother')).toEqual([{ ...mother.homes[0], whose: '吴**和我的家' }])
  })

  it('are the own ones while it is not known where the other lives', () => {
    expect(homesToOffer({ own, principals: [] }, 'per_mother')).toEqual([{ ...own[0], whose: '我自己家' }])
  })
})

describe('a place that was chosen before it is said for whom', () => {
  it('does not stay the home of the one it was for', () => {
    expect(placeFor(family, 'nod_mine', undefined, 'per_mother')).toBe('forget')
    expect(placeFor(family, 'nod_hers', 'per_mother', undefined)).toBe('forget')
  })

  it('stays where it is no home, or the home of both', () => {
    expect(placeFor(family, 'nod_stairs', undefined, 'per_mother')).toBe('keep')
    const together = { own: mother.homes, principals: [mother] }
    expect(placeFor(together, 'nod_hers', undefined, 'per_mother')).toBe('keep')
    expect(homesOfSubject(together, undefined)).toEqual(mother.homes)
  })
})
