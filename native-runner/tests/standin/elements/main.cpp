// SPDX-License-Identifier: Apache-2.0
// main() of tests that run the built plugin, and only that one, whatever the machine has installed.
#include <gst/gst.h>
#include <gtest/gtest.h>

#include <cstdio>

int main(int argc, char** argv) {
  gst_init(&argc, &argv);
  ::testing::InitGoogleTest(&argc, argv);
  GError* error = nullptr;
  GstPlugin* plugin = gst_plugin_load_file(PIPEWRIGHT_STANDIN_PLUGIN, &error);
  if (plugin == nullptr) {
    std::fprintf(stderr, "cannot load %s: %s\n", PIPEWRIGHT_STANDIN_PLUGIN, error->message);
    g_error_free(error);
    return 1;
  }
  gst_object_unref(plugin);
  return RUN_ALL_TESTS();
}
