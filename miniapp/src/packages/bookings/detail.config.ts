export default definePageConfig({
  navigationBarTitleText: '预约详情',
  enablePageMeta: true,
  enablePullDownRefresh: true,
})
