import { UPLOAD_STALL_MS } from '@linli/shared/files/upload-pace.rules'

/** Looks after an upload: as long as something moves it may take its time. */
export interface StallWatch {
  /** Something has moved. */
  readonly moved: () => void
  /** It is over: nobody is told any more. */
  readonly end: () => void
}

/** Calls `lost` once, when nothing has moved for as long as the server would wait too. */
export function watchStall(lost: () => void): StallWatch {
  let timer = setTimeout(lost, UPLOAD_STALL_MS)
  return {
    moved: () => {
      clearTimeout(timer)
      timer = setTimeout(lost, UPLOAD_STALL_MS)
    },
    end: () => clearTimeout(timer),
  }
}
