export default definePageConfig({
  navigationBarTitleText: '替人预约',
  enablePageMeta: true,
  enablePullDownRefresh: true,
})
