import { nameEndsOf, type UploadPurpose } from '@linli/shared/files/files.rules'
import { pickDocument } from '@/platform/pick-photos'
import { sentenceOf } from '@/platform/error-words'
import type { Uploads } from '@/platform/use-uploads'
import { Button } from '@/ui/button'
import { FieldError } from '@/ui/field-error'
import { ListRow } from '@/ui/list-row'

interface AttachmentFieldProps {
  /** Where its fault stands. */
  readonly id: string
  /** What the files are for: only types that are taken for it are offered. */
  readonly purpose: UploadPurpose
  readonly uploads: Uploads
  readonly error: string | undefined
  /** The words of the button that adds one. */
  readonly add: string
}

/** Files one by one, of every type their purpose takes: how far each is, again where it failed, away where it was wrong. */
export function AttachmentField({ id, purpose, uploads, error, add }: AttachmentFieldProps) {
  const pick = async () => {
    const file = await pickDocument(nameEndsOf(purpose))
    if (file !== undefined) uploads.add([file])
  }
  return (
    <>
      {uploads.items.map((item) => (
        <ListRow
          key={item.id}
          icon="document"
          title={item.name}
          detail={
            item.state === 'failed'
              ? `没传上去：${sentenceOf(item.error)}`
              : item.state === 'done'
                ? '已上传'
                : `正在上传 ${Math.round(item.progress * 100)}%`
          }
          action={
            <>
              {item.state === 'failed' && (
                <Button kind="plain" small narrow onTap={() => uploads.retry(item.id)}>
                  重传
                </Button>
              )}
              <Button
                kind="plain"
                small
                narrow
                label={`去掉附件 ${item.name}`}
                onTap={() => uploads.remove(item.id)}
              >
                去掉
              </Button>
            </>
          }
        />
      ))}
      <Button kind="outline" icon="upload" onTap={() => void pick()}>
        {add}
      </Button>
      <FieldError id={id}>{error}</FieldError>
    </>
  )
}
