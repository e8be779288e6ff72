export interface FilmPlayerProps {
  readonly src: string
  /** `视频，12 秒` */
  readonly label: string
}

/** What stands below a film that this device cannot play. */
export const CANNOT_PLAY = '这台设备放不了这段视频，请换一台设备看'
