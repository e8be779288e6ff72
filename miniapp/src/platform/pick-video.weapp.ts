import { VIDEO_LIMIT_BYTES } from '@linli/shared/files/files.rules'
import Taro from '@tarojs/taro'
import { judgedVideo, type PickedVideo } from './pick-video.types'

/** Lets the person film or choose a film; WeChat makes it smaller. */
export async function pickVideo(mostSeconds: number): Promise<PickedVideo> {
  try {
    const { tempFiles } = await Taro.chooseMedia({
      ...{ count: 1, mediaType: ['video'], sourceType: ['album', 'camera'] },
      ...{ sizeType: ['compressed'], maxDuration: mostSeconds, camera: 'back' },
    })
    const [film] = tempFiles
    if (film === undefined) return undefined
    const { tempFilePath, duration, size } = film
    const name = tempFilePath.split('/').at(-1) ?? 'video.mp4'
    const file = { url: tempFilePath, name, source: tempFilePath }
    const most = { seconds: mostSeconds, bytes: VIDEO_LIMIT_BYTES }
    return judgedVideo(file, { seconds: duration, bytes: size }, most)
  } catch {
    return undefined
  }
}
