import sharp from 'sharp'
import { createImages } from './images'

const images = createImages()
const photo = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#4a7' } })

describe('re-encoded photos', () => {
  it('carry no EXIF and no place, and stand upright', async () => {
    const source = await photo(400, 300)
      .withExif({ IFD0: { Make: 'Phone', Orientation: '6' }, IFD3: { GPSLatitude: '31/1 13/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    expect((await sharp(source).metadata()).exif).toBeDefined()
    const made = await images.reencode(source)
    const seen = await sharp(made.view).metadata()
    expect(seen.exif).toBeUndefined()
    expect(seen.orientation).toBeUndefined()
    expect([made.mime, made.width, made.height]).toEqual(['image/jpeg', 300, 400])
    expect((await sharp(made.thumb).metadata()).exif).toBeUndefined()
  })

  it('are at most 1600 pixels long, their thumbnails 320 in WebP', async () => {
    const made = await images.reencode(await photo(3200, 1000).jpeg().toBuffer())
    expect([made.width, made.height]).toEqual([1600, 500])
    const thumb = await sharp(made.thumb).metadata()
    expect([thumb.format, thumb.width, thumb.height]).toEqual(['webp', 320, 100])
  })

  it('are not enlarged', async () => {
    const made = await images.reencode(await photo(80, 60).webp().toBuffer())
    expect([made.width, made.height]).toEqual([80, 60])
  })

  it('keep their transparency', async () => {
    const clear = sharp({
      create: { width: 40, height: 40, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    })
    const made = await images.reencode(await clear.png().toBuffer())
    expect(made.mime).toBe('image/png')
    expect((await sharp(made.view).metadata()).hasAlpha).toBe(true)
  })
})

describe('files that are refused', () => {
  it('an HTML page behind a PNG signature', async () => {
    const fake = Buffer.from('\x89PNG\r\n\x1a\n<html><script>alert(1)</script>', 'latin1')
    await expect(images.reencode(fake)).rejects.toMatchObject({ code: 'file_unreadable' })
  })

  it('half a photo', async () => {
    const whole = await photo(600, 600).jpeg().toBuffer()
    await expect(images.reencode(whole.subarray(0, whole.length / 2))).rejects.toMatchObject({
      code: 'file_unreadable',
    })
  })

  it('a small file that decodes to more than 40 megapixels', async () => {
    const bomb = await photo(7000, 7000).png({ compressionLevel: 9 }).toBuffer()
    expect(bomb.length).toBeLessThan(1_000_000)
    await expect(images.reencode(bomb)).rejects.toMatchObject({ code: 'file_unreadable' })
  })

  it.each([
    [
      'an SVG with a reference to elsewhere',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
    ],
    ['a GIF', Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')],
  ])('%s, whatever it is called', async (_, bytes) => {
    await expect(images.reencode(bytes)).rejects.toMatchObject({ code: 'file_unreadable' })
  })
})
