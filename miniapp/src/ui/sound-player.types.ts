export interface SoundPlayerProps {
  readonly src: string
  /** `语音，12 秒` */
  readonly label: string
}
