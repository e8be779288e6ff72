import type sharpModule from 'sharp'
import { AppError } from '../problem-error'
import { createTurns } from '../turns'
import { coverMask, type Cover } from './cover-mask'

/** Longest side in pixels of what screens show. */
const VIEW_PIXELS = 1600
/** Longest side in pixels of what lists show. */
const THUMB_PIXELS = 320
/** 40 megapixels: more than any phone's default mode, less than what decodes to gigabytes. */
const MOST_PIXELS = 40_000_000
/** Decoding takes up to 120 MB each; two at a time keep the process under its memory budget. */
const SIDE_BY_SIDE = 2
const JPEG_QUALITY = 82
const WEBP_QUALITY = 76
/** Neither black nor white, so that a covered place looks covered and not broken. */
const COVER = '#3a4140'

export interface Reencoded {
  readonly mime: 'image/jpeg' | 'image/png'
  readonly width: number
  readonly height: number
  readonly view: Buffer
  /** WebP. */
  readonly thumb: Buffer
}

export interface Images {
  /**
   * Decodes and encodes anew, upright and without EXIF, GPS or anything else that was in the file.
   * Throws `file_unreadable` when the bytes are no whole image of at most 40 megapixels.
   */
  reencode(bytes: Buffer): Promise<Reencoded>
  /**
   * The same image, painted over: nothing of what lay under the paint is left in the bytes. What reaches out of the
   * image is cut off. Throws `file_unreadable`.
   */
  cover(bytes: Buffer, what: Cover): Promise<Reencoded>
}

type Sharp = typeof sharpModule

async function loadSharp(): Promise<Sharp> {
  // Loaded at the first photo: libvips costs 20 MB and most processes of a deployment never see an image.
  const { default: sharp } = await import('sharp')
  // libvips also opens SVG (with references to elsewhere), PDF, TIFF and more: close every door, open three.
  sharp.block({ operation: ['VipsForeignLoad'] })
  sharp.unblock({ operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp'] })
  sharp.cache(false)
  sharp.concurrency(1)
  return sharp
}

async function encoded(sharp: Sharp, coded: ReturnType<Sharp>, mime: Reencoded['mime']): Promise<Reencoded> {
  const { data: view, info } = await coded.toBuffer({ resolveWithObject: true })
  // From the small picture: a second full decode would double the time.
  const thumb = await sharp(view)
    .resize({ width: THUMB_PIXELS, height: THUMB_PIXELS, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: WEBP_QUALITY })
    .toBuffer()
  return { mime, width: info.width, height: info.height, view, thumb }
}

/** Image work, at most two at a time in this process. */
export function createImages(): Images {
  let loading: Promise<Sharp> | undefined
  const turns = createTurns(SIDE_BY_SIDE)

  const reencode = async (bytes: Buffer): Promise<Reencoded> => {
    loading ??= loadSharp()
    const sharp = await loading
    try {
      const source = sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error', pages: 1 }).autoOrient()
      const { isOpaque } = await source.clone().stats()
      const sized = source.resize({
        width: VIEW_PIXELS,
        height: VIEW_PIXELS,
        fit: 'inside',
        withoutEnlargement: true,
      })
      const coded = isOpaque ? sized.jpeg({ quality: JPEG_QUALITY }) : sized.png({ compressionLevel: 9 })
      return await encoded(sharp, coded, isOpaque ? 'image/jpeg' : 'image/png')
    } catch (error) {
      throw new AppError('file_unreadable', { cause: error })
    }
  }

  const cover = async (bytes: Buffer, what: Cover): Promise<Reencoded> => {
    loading ??= loadSharp()
    const sharp = await loading
    try {
      const source = sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error', pages: 1 })
      const { width, height, format } = await source.metadata()
      // Drawn here and not by a reader of SVG: that one stays closed, whoever writes the bytes.
      const mask = { raw: { width, height, channels: 1 } } as const
      const paint = await sharp({ create: { width, height, channels: 3, background: COVER } })
        .joinChannel(coverMask(what, width, height), mask)
        .raw()
        .toBuffer()
      const layer = { input: paint, raw: { width, height, channels: 4 } } as const
      const covered = source.composite([layer])
      return format === 'png'
        ? await encoded(sharp, covered.png({ compressionLevel: 9 }), 'image/png')
        : await encoded(sharp, covered.jpeg({ quality: JPEG_QUALITY }), 'image/jpeg')
    } catch (error) {
      throw new AppError('file_unreadable', { cause: error })
    }
  }

  return {
    reencode: (bytes) => turns.take(() => reencode(bytes)),
    cover: (bytes, what) => turns.take(() => cover(bytes, what)),
  }
}
