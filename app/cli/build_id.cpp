// SPDX-License-Identifier: Apache-2.0
//
// The linker leaves the hash in the program's note NT_GNU_BUILD_ID (--build-id), which lies in
// memory with it: man elf, "Notes".
#include "cli/build_id.hpp"

#include <elf.h>
#include <link.h>

#include <cstring>
#include <span>
#include <string_view>

namespace pelf::cli {
namespace {

constexpr std::size_t aligned(std::size_t size) noexcept {
    return (size + 3) & ~std::size_t{3};
}

/// Notes: sizes of name and content, a kind, the name, the content, each to four bytes.
void read_notes(std::span<const char> notes, std::string& id) {
    constexpr std::string_view kName("GNU\0", 4);
    ElfW(Nhdr) head{};
    while (notes.size() >= sizeof head) {
        std::memcpy(&head, notes.data(), sizeof head);
        notes = notes.subspan(sizeof head);
        const std::size_t content_at = aligned(head.n_namesz);
        const std::size_t end = content_at + aligned(head.n_descsz);
        if (end > notes.size()) return;
        if (head.n_type == NT_GNU_BUILD_ID &&
            std::string_view(notes.data(), head.n_namesz) == kName) {
            for (const char c : notes.subspan(content_at, head.n_descsz)) {
                constexpr std::string_view kDigits = "0123456789abcdef";
                const auto byte = static_cast<unsigned char>(c);
                id += kDigits[byte >> 4];
                id += kDigits[byte & 0xF];
            }
            return;
        }
        notes = notes.subspan(end);
    }
}

/// The program itself comes first and ends the going through.
int read_program(dl_phdr_info* info, std::size_t /*size*/, void* id) {
    for (const ElfW(Phdr) & part : std::span(info->dlpi_phdr, info->dlpi_phnum)) {
        if (part.p_type != PT_NOTE) continue;
        // Where the program was put, as the loader says.
        const auto* begin = reinterpret_cast<const char*>(info->dlpi_addr + part.p_vaddr);
        read_notes({begin, part.p_memsz}, *static_cast<std::string*>(id));
    }
    return 1;
}

}  // namespace

std::string build_id() {
    std::string id;
    dl_iterate_phdr(read_program, &id);
    return id;
}

}  // namespace pelf::cli
