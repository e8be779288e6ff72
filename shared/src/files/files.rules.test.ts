import { acceptedTypes, filePurposes, nameEndsOf } from './files.rules'

test('a chooser offers what the purpose takes and nothing that would be refused', () => {
  expect(nameEndsOf('service_form')).toEqual(['jpg', 'jpeg', 'png', 'webp', 'pdf', 'xlsx'])
  expect(nameEndsOf('notice_attachment')).toContain('mp4')
  for (const purpose of filePurposes)
    expect(nameEndsOf(purpose).length).toBeGreaterThanOrEqual(acceptedTypes[purpose].length)
})
