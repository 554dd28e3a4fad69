// SPDX-License-Identifier: Apache-2.0
#include "base/file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

#include "base/text.hpp"

namespace pelf {
namespace {

/// The operating system's last word, with what to do where we know it.
Error os_error(std::string_view action, const std::string& path) {
    const int code = errno;
    std::string message = text("cannot ", action, ": ", std::generic_category().message(code));
    if (code == ENOSPC || code == EFBIG || code == EDQUOT) {
        message += "; free some space and run the same command again, nothing committed is lost";
    }
    return {code == ENOENT ? Fault::not_found : Fault::io, std::move(message), path};
}

Unexpected<Error> failed(std::string_view action, const std::string& path) {
    return Unexpected(os_error(action, path));
}

int open_descriptor(const std::string& path, int flags) {
    constexpr mode_t kReadableByAll = 0644;
    return ::open(path.c_str(), flags | O_CLOEXEC, kReadableByAll);
}

}  // namespace

Result<MappedFile> MappedFile::open(const std::filesystem::path& path) {
    const int descriptor = open_descriptor(path.string(), O_RDONLY);
    if (descriptor < 0) return failed("open", path.string());
    struct stat status{};
    MappedFile mapped;
    if (::fstat(descriptor, &status) != 0) {
        auto failure = failed("stat", path.string());
        ::close(descriptor);
        return failure;
    }
    mapped.size_ = static_cast<std::size_t>(status.st_size);
    if (mapped.size_ > 0) {
        void* data = ::mmap(nullptr, mapped.size_, PROT_READ, MAP_SHARED, descriptor, 0);
        if (data == MAP_FAILED) {
            auto failure = failed("map", path.string());
            mapped.size_ = 0;
            ::close(descriptor);
            return failure;
        }
        mapped.data_ = static_cast<const std::byte*>(data);
    }
    ::close(descriptor);
    return mapped;
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    return *this;
}

MappedFile::~MappedFile() {
    if (data_ != nullptr) ::munmap(const_cast<std::byte*>(data_), size_);
}

Result<File> File::open(const std::filesystem::path& path, Mode mode) {
    File file;
    file.path_ = path.string();
    file.descriptor_ =
        open_descriptor(file.path_, mode == Mode::read ? O_RDONLY : O_RDWR | O_CREAT);
    if (file.descriptor_ < 0) return failed("open", file.path_);
    return file;
}

File::File(File&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), path_(std::move(other.path_)) {}

File& File::operator=(File&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    std::swap(path_, other.path_);
    return *this;
}

File::~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

Result<std::uint64_t> File::size_bytes() const {
    struct stat status{};
    if (::fstat(descriptor_, &status) != 0) return failed("stat", path_);
    return static_cast<std::uint64_t>(status.st_size);
}

Status File::read_at(std::uint64_t offset_bytes, std::span<std::byte> into) const {
    while (!into.empty()) {
        const ssize_t got =
            ::pread(descriptor_, into.data(), into.size(), static_cast<off_t>(offset_bytes));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return failed("read", path_);
        if (got == 0) {
            return Unexpected(Error{Fault::truncated, "the file ends early", path_, offset_bytes});
        }
        into = into.subspan(static_cast<std::size_t>(got));
        offset_bytes += static_cast<std::uint64_t>(got);
    }
    return Done{};
}

Status File::write_at(std::uint64_t offset_bytes, std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
        const ssize_t put =
            ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(offset_bytes));
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) return failed("write", path_);
        bytes = bytes.subspan(static_cast<std::size_t>(put));
        offset_bytes += static_cast<std::uint64_t>(put);
    }
    return Done{};
}

Status File::resize(std::uint64_t size_bytes) {
    if (::ftruncate(descriptor_, static_cast<off_t>(size_bytes)) != 0) {
        return failed("resize", path_);
    }
    return Done{};
}

Status File::sync() {
    if (::fdatasync(descriptor_) != 0) return failed("sync", path_);
    return Done{};
}

Result<std::vector<std::byte>> read_file(const std::filesystem::path& path,
                                         std::uint64_t size_max_bytes) {
    PELF_TRY(file, File::open(path, File::Mode::read));
    PELF_TRY(size_bytes, file.size_bytes());
    if (size_bytes > size_max_bytes) {
        return Unexpected(Error{
            Fault::over_limit,
            text("the file is too large: at most ", size_max_bytes, " bytes, found ", size_bytes),
            path.string()});
    }
    std::vector<std::byte> bytes(size_bytes);
    PELF_TRY_DONE(file.read_at(0, bytes));
    return bytes;
}

Status replace_file(const std::filesystem::path& path, std::span<const std::byte> bytes) {
    std::filesystem::path beside = path;
    beside += ".new";
    {
        PELF_TRY(file, File::open(beside, File::Mode::write));
        PELF_TRY_DONE(file.resize(0));
        PELF_TRY_DONE(file.write_at(0, bytes));
        PELF_TRY_DONE(file.sync());
    }
    if (::rename(beside.c_str(), path.c_str()) != 0) return failed("rename", beside.string());
    return sync_folder(path.parent_path());
}

Status sync_folder(const std::filesystem::path& folder) {
    const std::string name = folder.empty() ? "." : folder.string();
    const int descriptor = open_descriptor(name, O_RDONLY | O_DIRECTORY);
    if (descriptor < 0) return failed("open folder", name);
    const bool synced = ::fsync(descriptor) == 0;
    auto failure = failed("sync folder", name);
    ::close(descriptor);
    if (!synced) return failure;
    return Done{};
}

Result<FileLock> FileLock::acquire(const std::filesystem::path& path) {
    const std::string name = path.string();
    const int descriptor = open_descriptor(name, O_RDWR | O_CREAT);
    if (descriptor < 0) return failed("open lock", name);
    FileLock lock(descriptor);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        std::array<char, 32> owner{};
        const ssize_t size = ::pread(descriptor, owner.data(), owner.size(), 0);
        const std::string_view process(owner.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
        return Unexpected(Error{Fault::refused,
                                text("another pelf (process ", trim(process),
                                     ") is writing here; wait for it to end, or stop it"),
                                name});
    }
    const std::string process = text(::getpid(), "\n");
    if (::ftruncate(descriptor, 0) != 0 ||
        ::pwrite(descriptor, process.data(), process.size(), 0) < 0) {
        return failed("write lock", name);
    }
    return lock;
}

FileLock::FileLock(FileLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
}

FileLock::~FileLock() {
    if (descriptor_ < 0) return;
    // An empty lock file says that nobody was cut off; the process number is only for messages,
    // so a failure to clear it changes nothing.
    [[maybe_unused]] const int cleared = ::ftruncate(descriptor_, 0);
    ::close(descriptor_);
}

}  // namespace pelf
