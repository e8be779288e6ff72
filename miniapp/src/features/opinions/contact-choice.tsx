import type { OpinionView } from '@linli/shared/opinions/opinions.schema'
import { sentenceOf } from '@/platform/error-words'
import { FieldError } from '@/ui/field-error'
import { Surface } from '@/ui/surface'
import { SwitchRow } from '@/ui/switch-row'
import { useShareContact } from './queries'

/** The tick for name and phone, given and taken back while the case goes on (product §2.4). */
export function ContactChoice({ opinion }: { readonly opinion: OpinionView }) {
  const { id, version, abilities, sharesContact } = opinion
  const choose = useShareContact(id)
  if (!abilities.shareContact) return null
  return (
    <Surface className="opinion-choice">
      <SwitchRow
        title="把我的姓名和电话给办理的单位"
        detail={
          sharesContact
            ? '单位可以查看，每看一次都留记录。收回后就不能再看'
            : '现在单位只看到楼栋和社区核对过的内容'
        }
        on={sharesContact}
        disabled={choose.isPending}
        onChange={(share) => choose.mutate({ version, share })}
      />
      {choose.error !== null && <FieldError id="share-contact">{sentenceOf(choose.error)}</FieldError>}
    </Surface>
  )
}
