export default definePageConfig({
  navigationBarTitleText: '我的房屋',
  enablePageMeta: true,
  enablePullDownRefresh: true,
})
