import { Box } from './box'
import { cls } from './class-names'
import { Icon } from './icon'
import { Picture } from './picture'
import { Tap } from './tap'

export interface Photo {
  readonly id: string
  /** Where it can be shown from: a local path before the upload, a signed address after. */
  readonly url: string
  readonly state: 'queued' | 'uploading' | 'failed' | 'done'
  /** 0 to 1 while uploading. */
  readonly progress?: number | undefined
}

interface PhotoGridProps {
  readonly photos: readonly Photo[]
  readonly max?: number
  readonly onAdd?: (() => void) | undefined
  readonly onRemove?: ((id: string) => void) | undefined
  readonly onRetry?: ((id: string) => void) | undefined
  readonly onOpen?: ((id: string) => void) | undefined
  readonly hint?: string | undefined
}

const words = (photo: Photo) =>
  ({
    queued: '等待上传',
    uploading: `上传 ${Math.round((photo.progress ?? 0) * 100)}%`,
    failed: '没传上，点一下重传',
    done: '',
  })[photo.state]

function Thumb({
  photo,
  index,
  grid,
}: {
  readonly photo: Photo
  readonly index: number
  readonly grid: PhotoGridProps
}) {
  const failed = photo.state === 'failed'
  const state = words(photo)
  const act = failed ? grid.onRetry : grid.onOpen
  return (
    <Box className="photo">
      <Tap
        className="photo__open"
        label={[`第 ${index + 1} 张照片`, state].filter(Boolean).join('，')}
        onTap={() => act?.(photo.id)}
      >
        <Picture className="photo__image" src={photo.url} />
        {photo.state !== 'done' && (
          <Box className={cls('photo__veil', failed && 'photo__veil--failed')}>
            {failed && <Icon name="retry" size="s" />}
            <Box className="photo__state">{failed ? '重传' : state}</Box>
            {photo.state === 'uploading' && (
              <Box className="photo__track">
                <Box
                  className="photo__bar"
                  style={{ width: `${Math.round((photo.progress ?? 0) * 100)}%` }}
                />
              </Box>
            )}
          </Box>
        )}
      </Tap>
      {grid.onRemove !== undefined && (
        <Tap
          className="photo__remove"
          label={`去掉第 ${index + 1} 张照片`}
          onTap={() => grid.onRemove?.(photo.id)}
        >
          <Box className="photo__cross">
            <Icon name="close" size="xs" />
          </Box>
        </Tap>
      )}
    </Box>
  )
}

/** Photos with their upload; the text around them is sent even when one fails. */
export function PhotoGrid(props: PhotoGridProps) {
  const { photos, max = 9, onAdd, hint } = props
  return (
    <Box className="photo-grid">
      <Box className="photo-grid__items">
        {photos.map((photo, index) => (
          <Thumb key={photo.id} photo={photo} index={index} grid={props} />
        ))}
        {onAdd !== undefined && photos.length < max && (
          <Tap className="photo-grid__add" onTap={onAdd}>
            <Icon name="camera" />
            <Box as="span">加照片</Box>
          </Tap>
        )}
      </Box>
      {hint !== undefined && <Box className="photo-grid__hint">{hint}</Box>}
    </Box>
  )
}
