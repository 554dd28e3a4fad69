// SPDX-License-Identifier: Apache-2.0
#include "base/private_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

#include "base/file.hpp"
#include "base/text.hpp"

namespace pelf {

Status create_private_file(const std::filesystem::path& path, std::span<const std::byte> bytes) {
    constexpr mode_t kOwnersAlone = 0600;
    const int descriptor =
        ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kOwnersAlone);
    if (descriptor < 0) {
        const int code = errno;
        if (code == EEXIST) {
            return Unexpected(Error{Fault::refused, "there is a file already", path.string()});
        }
        return Unexpected(Error{Fault::io,
                                text("cannot open: ", std::generic_category().message(code)),
                                path.string()});
    }
    ::close(descriptor);
    const auto write = [&]() -> Status {
        PELF_TRY(file, File::open(path, File::Mode::write));
        PELF_TRY_DONE(file.write_at(0, bytes));
        return file.sync();
    };
    auto written = write();
    if (!written) ::unlink(path.c_str());
    return written;
}

Result<bool> is_private_file(const std::filesystem::path& path) {
    using std::filesystem::perms;
    std::error_code fault;
    const perms rights = std::filesystem::status(path, fault).permissions();
    if (fault) {
        return Unexpected(
            Error{Fault::io, text("cannot ask for its rights: ", fault.message()), path.string()});
    }
    return (rights & (perms::group_all | perms::others_all)) == perms::none;
}

}  // namespace pelf
