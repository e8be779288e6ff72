import { useState } from 'react'
import { Box } from '@/ui/box'
import { cls } from '@/ui/class-names'
import { InfoList } from '@/ui/info-list'
import { RichTextView } from '@/ui/rich-text-view'
import { SegmentedControl } from '@/ui/segmented-control'
import { SectionTitle } from '@/ui/section-title'
import type { NoticeForm } from './notice-form'

/** 居民看到的样子, in ordinary and in elder type. */
export function PreviewPart({ form }: { readonly form: NoticeForm }) {
  const [look, setLook] = useState('plain')
  const facts = form.facts.filter(({ value }) => value.trim() !== '')
  return (
    <>
      <SectionTitle title="居民看到的样子">
        <SegmentedControl
          label="预览字号"
          segments={[
            { value: 'plain', label: '标准' },
            { value: 'elder', label: '长辈' },
          ]}
          value={look}
          onChange={setLook}
        />
      </SectionTitle>
      <Box className={cls('notice-preview', look === 'elder' && 'theme-elder')}>
        <Box className="notice-preview__title">{form.title.trim() === '' ? '标题' : form.title}</Box>
        {facts.length > 0 && (
          <InfoList
            sunken
            facts={facts.map(({ label, value }, index) => ({ name: label, value, strong: index === 0 }))}
          />
        )}
        <RichTextView html={form.html === '' ? '<p>正文</p>' : form.html} />
        {form.mustConfirm && (
          <Box hidden className="notice-preview__act">
            我已知晓
          </Box>
        )}
      </Box>
    </>
  )
}
