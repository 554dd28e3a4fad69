# pelf_embed_page(TARGET FOLDER): the files of FOLDER become part of TARGET, as
# pelf::server::page_files(). The assembler copies their bytes (.incbin), so that nothing is spelled
# out as numbers and compiled.
function(pelf_embed_page target folder)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE ${folder} ${folder}/*)
  list(FILTER files EXCLUDE REGEX "(^|/)\\.")
  list(SORT files)
  set(assembly "")
  set(declarations "")
  set(entries "")
  set(number 0)
  set(paths "")
  foreach(name IN LISTS files)
    list(APPEND paths ${folder}/${name})
    string(APPEND assembly
      "    \"pelf_page_${number}:\\n.incbin \\\"${folder}/${name}\\\"\\n\"\n"
      "    \"pelf_page_${number}_end:\\n\"\n")
    string(APPEND declarations
      "extern const char pelf_page_${number}[];\nextern const char pelf_page_${number}_end[];\n")
    string(APPEND entries "    {\"${name}\", content(pelf_page_${number}, pelf_page_${number}_end)},\n")
    math(EXPR number "${number} + 1")
  endforeach()
  set(source ${CMAKE_CURRENT_BINARY_DIR}/page_files.cpp)
  file(CONFIGURE OUTPUT ${source} @ONLY CONTENT [=[
// SPDX-License-Identifier: Apache-2.0
//
// Written by cmake/EmbedFiles.cmake.
#include "server/page_files.hpp"

#include <array>

asm(".section .rodata\n"
@assembly@    ".byte 0\n.text\n");

extern "C" {
@declarations@}

namespace pelf::server {
namespace {

[[maybe_unused]] std::string_view content(const char* begin, const char* end) {
    return {begin, static_cast<std::size_t>(end - begin)};
}

const std::array<PageFile, @number@> kFiles{{
@entries@}};

}  // namespace

std::span<const PageFile> page_files() noexcept {
    return kFiles;
}

}  // namespace pelf::server
]=])
  set_source_files_properties(${source} PROPERTIES OBJECT_DEPENDS "${paths}"
    SKIP_UNITY_BUILD_INCLUSION ON)
  target_sources(${target} PRIVATE ${source})
endfunction()
