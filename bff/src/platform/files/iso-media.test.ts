import { film, box } from '../../../test/film'
import { filmSeconds, withoutPlaces } from './iso-media'

const PLACE = '+31.2304+121.4737/'

describe('a film of a phone', () => {
  it('loses its place, its maker and its metadata tracks, and keeps its length and every sample where it was', () => {
    const source = film({ seconds: 12 })
    expect(source.includes(PLACE)).toBe(true)
    const clean = withoutPlaces(source)
    expect(clean?.length).toBe(source.length)
    for (const told of [PLACE, 'HUAWEI', 'com.apple.quicktime.location', 'x:xmpmeta'])
      expect(clean?.includes(told)).toBe(false)
    expect(clean?.indexOf('SAMPLES')).toBe(source.indexOf('SAMPLES'))
    expect(clean && filmSeconds(clean)).toBe(12)
    // What came in is not touched.
    expect(source.includes(PLACE)).toBe(true)
  })

  it('says how long it is in both forms of its head, and nothing where it does not', () => {
    expect(filmSeconds(film({ seconds: 31 }))).toBe(31)
    expect(filmSeconds(film({ seconds: 8, long: true }))).toBe(8)
    expect(filmSeconds(film({ seconds: 0 }))).toBeNull()
    expect(filmSeconds(Buffer.alloc(40))).toBeNull()
  })

  it.each([
    ['half a film', film({ seconds: 12 }).subarray(0, 300)],
    ['sound alone', film({ seconds: 12, handler: 'soun' })],
    [
      'a box longer than the file',
      Buffer.concat([box('ftyp', Buffer.from('isom')), Buffer.from('\x7f\xff\xff\xffmoov', 'latin1')]),
    ],
    ['a box shorter than its own head', Buffer.from('\0\0\0\x04moov', 'latin1')],
    ['nothing', Buffer.alloc(0)],
  ])('%s is none', (_, bytes) => {
    expect(withoutPlaces(bytes)).toBeNull()
  })
})
