export default definePageConfig({
  navigationBarTitleText: '填写并预约',
  enablePageMeta: true,
})
