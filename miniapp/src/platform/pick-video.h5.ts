import { VIDEO_LIMIT_BYTES } from '@linli/shared/files/files.rules'
import { chooseFiles } from './pick-photos'
import { judgedVideo, type PickedVideo } from './pick-video.types'

/** Behind the end of any film. */
const FAR = 1e9

/**
 * How long the browser says it is; not a number when it cannot read it. What browsers record themselves tells no length
 * (it is endless until its end has been looked for), so the end is looked for.
 */
const secondsOf = (url: string): Promise<number> =>
  new Promise((resolve) => {
    const player = document.createElement('video')
    player.preload = 'metadata'
    player.onloadedmetadata = () => {
      if (player.duration !== Infinity) return resolve(player.duration)
      player.ondurationchange = () => {
        if (player.duration !== Infinity) resolve(player.duration)
      }
      player.currentTime = FAR
    }
    player.onerror = () => resolve(Number.NaN)
    player.src = url
  })

/** Lets the person choose a film; on a phone the browser offers to take one. */
export async function pickVideo(mostSeconds: number): Promise<PickedVideo> {
  const [file] = await chooseFiles('video/mp4,video/quicktime,video/webm', false)
  if (file === undefined) return undefined
  const url = URL.createObjectURL(file)
  const facts = { seconds: await secondsOf(url), bytes: file.size }
  return judgedVideo({ url, name: file.name, source: file }, facts, {
    seconds: mostSeconds,
    bytes: VIDEO_LIMIT_BYTES,
  })
}
